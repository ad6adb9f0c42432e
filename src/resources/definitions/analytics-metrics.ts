/** Metrics that Analytics has itself, by the names that formulas and the Data API know them by. */

/** developers.google.com/analytics/devguides/reporting/data/v1/api-schema (November 2026), and the one of Google's example of a formula. */
export const METRICS_OF_ANALYTICS: readonly string[] = (
  "active1DayUsers active28DayUsers active7DayUsers activeUsers adUnitExposure addToCarts advertiserAdClicks " +
  "advertiserAdCost advertiserAdCostPerClick advertiserAdCostPerKeyEvent advertiserAdImpressions " +
  "averagePurchaseRevenue averagePurchaseRevenuePerPayingUser averagePurchaseRevenuePerUser averageRevenuePerUser " +
  "averageSessionDuration bounceRate cartPurchaseQuantity cartToViewRate checkouts cohortActiveUsers " +
  "cohortTotalUsers crashAffectedUsers crashFreeUsersRate dauPerMau dauPerWau ecommercePurchases engagedSessions " +
  "engagementRate eventCount eventCountPerUser eventValue eventsPerSession firstTimePurchaserRate " +
  "firstTimePurchasers firstTimePurchasersPerNewUser grossItemRevenue grossPurchaseRevenue itemDiscountAmount " +
  "itemListClickEvents itemListClickThroughRate itemListViewEvents itemPromotionClickThroughRate " +
  "itemRefundAmount itemRevenue itemViewEvents itemsAddedToCart itemsCheckedOut itemsClickedInList " +
  "itemsClickedInPromotion itemsPurchased itemsViewed itemsViewedInList itemsViewedInPromotion keyEvents newUsers " +
  "organicGoogleSearchAveragePosition organicGoogleSearchClickThroughRate organicGoogleSearchClicks " +
  "organicGoogleSearchImpressions promotionClicks promotionViews publisherAdClicks publisherAdImpressions " +
  "purchaseRevenue purchaseToViewRate purchaserRate refundAmount returnOnAdSpend screenPageViews " +
  "screenPageViewsPerSession screenPageViewsPerUser scrolledUsers sessionKeyEventRate sessions sessionsPerUser " +
  "shippingAmount taxAmount totalAdRevenue totalPurchasers totalRevenue totalUsers transactions " +
  "transactionsPerPurchaser userEngagementDuration userKeyEventRate wauPerMau"
).split(" ");

export function isMetricOfAnalytics(name: string): boolean {
  return METRICS_OF_ANALYTICS.includes(name);
}
