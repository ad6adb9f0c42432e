with events as (
select safe_cast(event_date as int64) as day,
safe_cast(event_timestamp as int64) as ts,
coalesce(safe_cast(null as int64), 0) as o1,
coalesce(safe_cast(null as int64), 0) * 1000000 + coalesce(safe_cast(null as int64), 0) as o2,
safe_cast(event_name as string) as name,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), '')))) end as person,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null and (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1) is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), ''), (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1)))) end as session,
case when (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p1 limit 1) = 1 then 1 else 0 end as engaged,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then farm_fingerprint(to_json_string(struct('purchase', coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1))))) else farm_fingerprint(to_json_string(struct(coalesce(nullif(safe_cast(user_pseudo_id as string), ''), ''), safe_cast(event_name as string), coalesce(safe_cast(event_timestamp as int64), 0), coalesce(safe_cast(event_bundle_sequence_id as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), case when safe_cast(null as int64) is null then farm_fingerprint(to_json_string(event_params)) else 0 end))) end as identity,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then 1 else 0 end as is_purchase,
case when false then coalesce((select coalesce(safe_cast(p.value.double_value as float64), safe_cast(p.value.float_value as float64), safe_cast(p.value.int_value as float64), safe_cast(p.value.string_value as float64)) from unnest(event_params) as p where p.key = @p3 limit 1), case when safe_cast(event_name as string) = 'purchase' then safe_cast(ecommerce.purchase_revenue as float64) end) end as value,
case when false then (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1) end as currency,
case when false then safe_cast(null as float64) end as usd,
case when safe_cast(event_name as string) = @p9 and regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), ''), @p6) and regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), ''), @p7) and not regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), ''), @p8) then 1 else 0 end as f0,
case when safe_cast(event_name as string) = @p10 then 1 else 0 end as f1,
case when safe_cast(event_name as string) = @p13 and starts_with(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p11 limit 1), ''), @p12) then 1 else 0 end as f2,
case when safe_cast(event_name as string) = @p16 and regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p14 limit 1), ''), @p15) and coalesce(safe_cast(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p14 limit 1), '') as float64) > 99.5, false) then 1 else 0 end as f3,
case when safe_cast(event_name as string) = @p17 then 1 else 0 end as f4,
case when regexp_contains(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p18 limit 1), ''), @p15) and coalesce(safe_cast(coalesce((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p18 limit 1), '') as float64) >= 2, false) then 1 else 0 end as f5
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
from once where person is not null and false
)
select 'match' as what, '0' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and (f0 = 1)
union all
select 'match' as what, '1' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and (f1 = 1)
union all
select 'match' as what, '2' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and (f2 = 1)
union all
select 'match' as what, '3' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and (f3 = 1)
union all
select 'match' as what, '4' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and (f4 = 1)
union all
select 'match' as what, '5' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(*) as m
from (select session, min(day) as day from once where session is not null group by session having max(ts) - min(ts) > 240000000) where day between 20261108 and 20261114
union all
select 'match' as what, '6' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(*) as m
from (select session, min(day) as day from once where session is not null group by session having sum(case when name = 'page_view' then 1 else 0 end) > 5) where day between 20261108 and 20261114
union all
select 'match' as what, '7' as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(*) as m
from (select session, min(day) as day from once where session is not null group by session having max(f5) = 1) where day between 20261108 and 20261114
union all
select 'received' as what, name as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * count(distinct session) as m
from once where person is not null and day between 20261108 and 20261114 and name in (@p19, @p10, @p20, @p17, @p21, @p22, @p23) group by name
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
select 'days' as what, cast(day as string) as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m from once group by day;

with events as (
select safe_cast(event_date as int64) as day,
safe_cast(event_timestamp as int64) as ts,
coalesce(safe_cast(null as int64), 0) as o1,
coalesce(safe_cast(null as int64), 0) * 1000000 + coalesce(safe_cast(null as int64), 0) as o2,
safe_cast(event_name as string) as name,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), '')))) end as person,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null and (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1) is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), ''), (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1)))) end as session,
case when (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p1 limit 1) = 1 then 1 else 0 end as engaged,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then farm_fingerprint(to_json_string(struct('purchase', coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1))))) else farm_fingerprint(to_json_string(struct(coalesce(nullif(safe_cast(user_pseudo_id as string), ''), ''), safe_cast(event_name as string), coalesce(safe_cast(event_timestamp as int64), 0), coalesce(safe_cast(event_bundle_sequence_id as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), case when safe_cast(null as int64) is null then farm_fingerprint(to_json_string(event_params)) else 0 end))) end as identity,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then 1 else 0 end as is_purchase,
case when false then coalesce((select coalesce(safe_cast(p.value.double_value as float64), safe_cast(p.value.float_value as float64), safe_cast(p.value.int_value as float64), safe_cast(p.value.string_value as float64)) from unnest(event_params) as p where p.key = @p3 limit 1), case when safe_cast(event_name as string) = 'purchase' then safe_cast(ecommerce.purchase_revenue as float64) end) end as value,
case when false then (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1) end as currency,
case when false then safe_cast(null as float64) end as usd,
regexp_replace(replace(replace(regexp_replace((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), @p6, @p7), case when length(safe_cast(null as string)) > 4 then safe_cast(null as string) else '' end, @p8), case when length(safe_cast(user_pseudo_id as string)) > 4 then safe_cast(user_pseudo_id as string) else '' end, @p8), @p9, @p8) as part
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
)
select 'frequent' as what, part as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from once where person is not null and day between 20261108 and 20261114 and part is not null and name in (@p10) group by part
qualify row_number() over (order by count(*) desc, part) <= 2000;

with events as (
select safe_cast(event_date as int64) as day,
safe_cast(event_timestamp as int64) as ts,
coalesce(safe_cast(null as int64), 0) as o1,
coalesce(safe_cast(null as int64), 0) * 1000000 + coalesce(safe_cast(null as int64), 0) as o2,
safe_cast(event_name as string) as name,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), '')))) end as person,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null and (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1) is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), ''), (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1)))) end as session,
case when (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p1 limit 1) = 1 then 1 else 0 end as engaged,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then farm_fingerprint(to_json_string(struct('purchase', coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1))))) else farm_fingerprint(to_json_string(struct(coalesce(nullif(safe_cast(user_pseudo_id as string), ''), ''), safe_cast(event_name as string), coalesce(safe_cast(event_timestamp as int64), 0), coalesce(safe_cast(event_bundle_sequence_id as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), case when safe_cast(null as int64) is null then farm_fingerprint(to_json_string(event_params)) else 0 end))) end as identity,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then 1 else 0 end as is_purchase,
case when false then coalesce((select coalesce(safe_cast(p.value.double_value as float64), safe_cast(p.value.float_value as float64), safe_cast(p.value.int_value as float64), safe_cast(p.value.string_value as float64)) from unnest(event_params) as p where p.key = @p3 limit 1), case when safe_cast(event_name as string) = 'purchase' then safe_cast(ecommerce.purchase_revenue as float64) end) end as value,
case when false then (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1) end as currency,
case when false then safe_cast(null as float64) end as usd,
regexp_replace(regexp_replace((select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p5 limit 1), @p6, @p7), @p8, @p9) as part
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
)
select 'frequent' as what, part as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from once where person is not null and day between 20261108 and 20261114 and part is not null and name in (@p10, @p11) group by part
qualify row_number() over (order by count(*) desc, part) <= 2000;

with events as (
select safe_cast(event_date as int64) as day,
safe_cast(event_timestamp as int64) as ts,
coalesce(safe_cast(null as int64), 0) as o1,
coalesce(safe_cast(null as int64), 0) * 1000000 + coalesce(safe_cast(null as int64), 0) as o2,
safe_cast(event_name as string) as name,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), '')))) end as person,
case when nullif(safe_cast(user_pseudo_id as string), '') is not null and (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1) is not null then farm_fingerprint(to_json_string(struct(nullif(safe_cast(user_pseudo_id as string), ''), (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p0 limit 1)))) end as session,
case when (select coalesce(safe_cast(p.value.int_value as int64), safe_cast(p.value.string_value as int64)) from unnest(event_params) as p where p.key = @p1 limit 1) = 1 then 1 else 0 end as engaged,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then farm_fingerprint(to_json_string(struct('purchase', coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1))))) else farm_fingerprint(to_json_string(struct(coalesce(nullif(safe_cast(user_pseudo_id as string), ''), ''), safe_cast(event_name as string), coalesce(safe_cast(event_timestamp as int64), 0), coalesce(safe_cast(event_bundle_sequence_id as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), coalesce(safe_cast(null as int64), 0), case when safe_cast(null as int64) is null then farm_fingerprint(to_json_string(event_params)) else 0 end))) end as identity,
case when safe_cast(event_name as string) = 'purchase' and coalesce(coalesce(nullif(safe_cast(ecommerce.transaction_id as string), '(not set)'), (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p2 limit 1)), '') not in ('', '(not set)') then 1 else 0 end as is_purchase,
case when false then coalesce((select coalesce(safe_cast(p.value.double_value as float64), safe_cast(p.value.float_value as float64), safe_cast(p.value.int_value as float64), safe_cast(p.value.string_value as float64)) from unnest(event_params) as p where p.key = @p3 limit 1), case when safe_cast(event_name as string) = 'purchase' then safe_cast(ecommerce.purchase_revenue as float64) end) end as value,
case when false then (select coalesce(safe_cast(p.value.string_value as string), safe_cast(p.value.int_value as string), safe_cast(p.value.double_value as string), safe_cast(p.value.float_value as string)) from unnest(event_params) as p where p.key = @p4 limit 1) end as currency,
case when false then safe_cast(null as float64) end as usd
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
)
select 'frequent' as what, name as a, '' as b, '' as c, 1e0 * count(*) as n, 1e0 * 0 as m
from once where person is not null and day between 20261108 and 20261114 and name is not null group by name
qualify row_number() over (order by count(*) desc, name) <= 2000
