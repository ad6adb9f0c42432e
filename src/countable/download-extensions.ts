/**
 * What GA4's enhanced measurement takes for a download
 * (support.google.com/analytics/answer/9216061, "file downloads").
 */
export const DOWNLOAD_EXTENSIONS: readonly string[] =
  "pdf xls xlsx doc docx txt rtf csv exe key pps ppt pptx 7z pkg rar gz zip avi mov mp4 mpeg mpg wmv mid midi mp3 wav wma".split(
    " ",
  );
