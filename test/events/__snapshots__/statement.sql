with events as (
select safe_cast(event_date as int64) as day,
safe_cast(event_timestamp as int64) as ts,
coalesce(safe_cast(null as int64), 0) as o1,
coalesce(safe_cast(null as int64), 0) * 1000000 + coalesce(safe_cast(null as int64), 0) as o2,
safe_cast(event_name as string) as name,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), '')))) end as person,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null and (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1) is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), ''), (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1)))) end as session,
case when (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p1 limit 1) = 1 then 1 else 0 end as engaged,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1)), '') not in ('', '(not set)') then farm_fingerprint(to_json_string(struct('purchase', coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1))))) else farm_fingerprint(to_json_string(struct(coalesce(nullif(safe_cast(user_pseudo_id as string), ''), ''), safe_cast(event_name as string), coalesce(safe_cast(event_timestamp as int64), 0), coalesce(safe_cast(event_bundle_sequence_id as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), case when safe_cast(null as int64) is null then farm_fingerprint(to_json_string(event_params)) else 0 end))) end as identity,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1)), '') not in ('', '(not set)') then 1 else 0 end as is_purchase,
case when safe_cast(event_name as string) in (@p2, @p3) then coalesce((select coalesce(safe_cast(p.value.double_value as float64), safe_cast(p.value.float_value as float64), safe_cast(p.value.int_value as float64), safe_cast(p.value.string_value as float64)) from unnest(event_params) as p where p.key = @p5 limit 1), case when safe_cast(event_name as string) = 'purchase' then safe_cast(ecommerce.purchase_revenue as float64) end) end as value,
case when safe_cast(event_name as string) in (@p2, @p3) then (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p6 limit 1) end as currency,
case when safe_cast(event_name as string) in (@p2, @p3) then safe_cast(null as float64) end as usd,
regexp_replace(replace(replace(regexp_replace((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p7 limit 1), @p8, @p9), case when length(safe_cast(null as string)) > 4 then safe_cast(null as string) else '' end, @p10), case when length(safe_cast(user_pseudo_id as string)) > 4 then safe_cast(user_pseudo_id as string) else '' end, @p10), @p11, @p10) as part,
case when safe_cast(event_name as string) = @p13 and regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p7 limit 1), ''), @p12) then 1 else 0 end as f0,
case when safe_cast(event_name as string) in (@p2, @p3) then case when coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), '') = '' then 0 else 1 end end as g0
from `acme-data.analytics_123.events_*`
where _TABLE_SUFFIX between '20261107' and '20261115'
),
copies as (
select * from events
where identity in (select identity from events group by identity having count(*) > 1)
),
once as (
select * from events where identity not in (select identity from copies)
union all
select * from copies
qualify row_number() over (partition by identity order by case when person is null then 1 else 0 end, ts, o1, o2, name, identity, person, session, value, currency) = 1
),
sessions as (
select session, min(day) as day, max(ts) - min(ts) as length, max(engaged) as engaged, max(case when name = 'session_start' then 1 else 0 end) as is_whole
from once where session is not null group by session
),
hits as (
select *, case when session is not null and row_number() over (partition by session, name order by ts, o1, o2, name, identity) = 1 then 1 else 0 end as is_first
from once where person is not null and name in (@p2, @p3)
),
funnel0 as (
select who, min(c1) as t1, max(c1) as l1, min(c2) as t2, max(c2) as l2, max(case when c2 is not null and p3 is null then c2 - p2 end) as d2
from (select *, last_value(c2 ignore nulls) over (partition by who order by place rows between unbounded preceding and 1 preceding) as p3 from (select *, case when e = 1 and ts - p2 <= 1800000000 then ts end as c2
from (select person as who, ts, case name when @p2 then 0 when @p3 then 1 end as e, row_number() over (partition by person order by ts, o1, o2, name, identity) as place, case when name = @p2 then ts end as c1, last_value(case when name = @p2 then ts end ignore nulls) over (partition by person order by ts, o1, o2, name, identity rows between unbounded preceding and 1 preceding) as p2 from once
where person is not null and day between 20261108 and 20261114 and name in (@p2, @p3)) where p2 is not null or c1 is not null)) group by who
),
funnel0_left as (
select who, 1 as k, l1 as ts, @p2 as name
from funnel0 where t1 is not null and t2 is null
),
funnel0_after as (
select l.who, l.k, l.ts, l.name, min(case when e.ts > l.ts and e.name not in ('session_start', 'first_visit', 'user_engagement') then e.ts end) as next_ts
from once e join funnel0_left l on e.person = l.who and e.ts >= l.ts and e.day between 20261108 and 20261114
group by l.who, l.k, l.ts, l.name
),
path as (
select person as who, name, day, ts, row_number() over (partition by person order by ts, o1, o2, name, identity) as place
from hits where person is not null and day between 20261108 and 20261114
),
walk0 as (
select who, name, before, lead(name) over (partition by who order by place) is null as is_last, is_converted
from (select who, name, place, lag(name) over (partition by who order by place) as before,
case when first is not null then 1 else 0 end as is_converted
from (select *, min(case when name = @p3 then place end) over (partition by who) as first from path)
where name in (@p2) and (first is null or place < first))
where before is null or before <> name
)
select 'sessions' as what, span as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * sum(engaged) as m from (select case when day between 20261108 and 20261114 then 'current' end as span, * from sessions) where span is not null group by span
union all
select 'seconds' as what, span as a, '' as b, '' as c, 1e0 * sum(length) / 1e6 as n, 1e0 * 0 as m from (select case when day between 20261108 and 20261114 then 'current' end as span, * from sessions) where span is not null group by span
union all
select 'people' as what, span as a, '' as b, '' as c, 1e0 * count(distinct person) as n, 1e0 * 0 as m
from (select case when day between 20261108 and 20261114 then 'current' end as span, person from once) where span is not null group by span
union all
select 'micro' as what, span as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from (select case when s.day between 20261108 and 20261114 then 'current' end as span, has_micro, has_macro from sessions s join
(select session, max(case when name in (@p2) then 1 else 0 end) as has_micro, max(case when name in (@p3) then 1 else 0 end) as has_macro from hits where session is not null group by session) h
on s.session = h.session)
where span is not null and has_micro = 1 and has_macro = 0 group by span
union all
select 'whole' as what, '' as a, '' as b, '' as c, 1e0 * sum(is_whole) as n, 1e0 * count(*) as m from sessions where day between 20261108 and 20261114 having count(*) > 0
union all
select 'removed' as what, case when is_purchase = 1 then 'purchase' else 'event' end as a, '' as b, '' as c, 1e0 * sum(more) as n, 1e0 * 0 as m
from (select is_purchase, sum(case when day between 20261108 and 20261114 then 1 else 0 end) - case when coalesce(min(case when person is not null then day end), min(day)) between 20261108 and 20261114 then 1 else 0 end as more from copies group by identity, is_purchase)
where more > 0 group by is_purchase
union all
select 'without-person' as what, '' as a, '' as b, '' as c, 1e0 * sum(case when person is null then 1 else 0 end) as n, 1e0 * count(*) as m from once where day between 20261108 and 20261114
union all
select 'without-session' as what, '' as a, '' as b, '' as c, 1e0 * sum(case when person is not null and session is null then 1 else 0 end) as n, 1e0 * count(*) as m from once where day between 20261108 and 20261114
union all
select 'days' as what, cast(day as string) as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m from once group by day
union all
select 'day' as what, name as a, cast(day as string) as b, '' as c, 1e0 * count(*) as n, 1e0 * sum(is_first) as m from hits group by name, day
union all
select 'people-of' as what, name as a, span as b, '' as c, 1e0 * count(distinct person) as n, 1e0 * 0 as m from (select case when day between 20261108 and 20261114 then 'current' end as span, * from hits) where span is not null group by name, span
union all
select 'sessions-of' as what, name as a, span as b, '' as c, 1e0 * count(distinct session) as n, 1e0 * 0 as m
from (select case when s.day between 20261108 and 20261114 then 'current' end as span, h.name, h.session from hits h join sessions s on h.session = s.session)
where span is not null group by name, span
union all
select 'value-of' as what, name as a, span as b, coalesce(currency, '') as c, 1e0 * sum(value) as n, 1e0 * sum(coalesce(usd, 0)) as m
from (select case when day between 20261108 and 20261114 then 'current' end as span, * from hits) where span is not null and value is not null group by name, span, currency
union all
select 'value-in-sessions' as what, name as a, span as b, coalesce(currency, '') as c, 1e0 * sum(value) as n, 1e0 * sum(coalesce(usd, 0)) as m
from (select case when day between 20261108 and 20261114 then 'current' end as span, * from hits) where span is not null and value is not null and session is not null group by name, span, currency
union all
select 'day-unconsented' as what, name as a, cast(day as string) as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from once where person is null and name in (@p2, @p3) group by name, day
union all
select 'views' as what, 'f0' as a, '' as b, '' as c, 1e0 * coalesce(sum(f0), 0) as n, 1e0 * 0 as m
from once where person is not null and name = 'page_view' and day between 20261108 and 20261114
union all
select 'missing' as what, name as a, 'g0' as b, '' as c, 1e0 * sum(case when g0 = 0 then 1 else 0 end) as n, 1e0 * 0 as m
from hits where name in (@p3) and day between 20261108 and 20261114 group by name
union all
select 'part' as what, name as a, part as b, '' as c, 1e0 * count(*) as n, 1e0 * sum(is_first) as m
from hits where day between 20261108 and 20261114 and part is not null group by name, part
union all
select 'part-reached' as what, name as a, part as b, '' as c, 1e0 * count(distinct session) as n, 1e0 * 0 as m
from hits where day between 20261108 and 20261114 and part is not null group by name, part
union all
select 'part-sessions' as what, '' as a, part as b, '' as c, 1e0 * count(distinct session) as n, 1e0 * 0 as m
from once where day between 20261108 and 20261114 and part in (select part from hits where day between 20261108 and 20261114 and part is not null) group by part
union all
select 'step' as what, 'funnel0' as a, '1' as b, '' as c, 1e0 * count(t1) as n, 1e0 * 0 as m from funnel0
union all
select 'step' as what, 'funnel0' as a, '2' as b, '' as c, 1e0 * count(t2) as n, 1e0 * 0 as m from funnel0
union all
select 'median' as what, 'funnel0' as a, '2' as b, '' as c, 1e0 * avg(d) / 1e6 as n, 1e0 * 0 as m
from (select d, 2 * row_number() over (order by d) as place, count(*) over () as all_of_them
from (select d2 as d from funnel0 where d2 is not null))
where place between all_of_them and all_of_them + 2 having count(*) > 0
union all
select 'next' as what, 'funnel0' as a, cast(k as string) as b, name as c, 1e0 * count(*) as n, 1e0 * 0 as m
from (select k, name, row_number() over (partition by who order by ts, o1, o2, name, identity) as nth
from (select l.who, l.k, e.ts, e.o1, e.o2, e.name, e.identity,
max(case when e.ts = l.ts and e.name = l.name then 1 else 0 end) over (partition by l.who order by e.ts, e.o1, e.o2, e.name, e.identity rows between current row and unbounded following) as is_before
from once e join funnel0_after l on e.person = l.who and (e.ts = l.ts or e.ts = l.next_ts) and e.day between 20261108 and 20261114)
where is_before = 0 and name not in ('session_start', 'first_visit', 'user_engagement'))
where nth = 1 group by k, name
union all
select 'lead' as what, name as a, '0' as b, '' as c, 1e0 * count(*) as n, 1e0 * sum(converted) as m from (select who, name, max(case when next_ts is not null then 1 else 0 end) as converted, max(has_macro) as has_macro
from (select who, name, day, ts, min(case when name = @p3 then ts end) over (partition by who order by place rows between 1 following and unbounded following) as next_ts, max(case when name = @p3 and day <= 20261114 then 1 else 0 end) over (partition by who) as has_macro from path)
where day <= 20261114 and name in (@p2) group by who, name) group by name
union all
select 'lead-both' as what, name as a, '0' as b, '' as c, 1e0 * sum(has_macro) as n, 1e0 * sum(has_macro * converted) as m from (select who, name, max(case when next_ts is not null then 1 else 0 end) as converted, max(has_macro) as has_macro
from (select who, name, day, ts, min(case when name = @p3 then ts end) over (partition by who order by place rows between 1 following and unbounded following) as next_ts, max(case when name = @p3 and day <= 20261114 then 1 else 0 end) over (partition by who) as has_macro from path)
where day <= 20261114 and name in (@p2) group by who, name) group by name
union all
select 'lead-macro' as what, '' as a, '0' as b, '' as c, 1e0 * count(distinct who) as n, 1e0 * 0 as m from path where name = @p3 and day <= 20261114
union all
select 'lead-people' as what, '' as a, '' as b, '' as c, 1e0 * count(distinct person) as n, 1e0 * 0 as m
from once where day between 20261108 and 20261114
union all
select 'walk' as what, coalesce(before, '') as a, name as b, '0' as c, 1e0 * count(*) as n, 1e0 * 0 as m from walk0 group by before, name
union all
select 'walk-end' as what, name as a, '' as b, '0' as c, 1e0 * sum(is_converted) as n, 1e0 * sum(1 - is_converted) as m from walk0 where is_last group by name
union all
select 'set' as what, cast(goals as string) as a, '' as b, '0' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from (select who, sum(bit) as goals from (select distinct who, case name when @p2 then 1 end as bit from walk0 where is_converted = 1) group by who)
group by goals
union all
select 'conversions' as what, '' as a, '' as b, '0' as c, 1e0 * count(distinct who) as n, 1e0 * 0 as m from path where name = @p3
