-- What indicators compare with: allowed goods, transforms, rates, benchmarks; all defaults of ours, to be replaced by the office that uses them.
create table risk.goods_allowed (
  industry text not null,
  prefix text not null,
  primary key (industry, prefix)
);
comment on table risk.goods_allowed is 'Reference: tax class prefixes that fit an industry (2 digits); a default of ours, not an official list';
insert into risk.goods_allowed (industry, prefix)
select lpad(i::text, 2, '0'), p from (values
  (1, 5, '{101}'), (6, 12, '{102}'), (13, 14, '{101,103}'), (15, 16, '{103}'), (17, 19, '{104}'), (20, 21, '{105,106}'), (22, 24, '{106}'),
  (25, 29, '{107}'), (28, 28, '{104}'), (30, 33, '{108}'), (34, 41, '{109}'), (42, 42, '{1}'), (43, 43, '{2}'), (44, 46, '{110}'), (47, 50, '{305}'),
  (51, 52, '{1}'), (53, 60, '{301,302,304}'), (61, 62, '{307}'), (63, 65, '{303,304,109}'), (66, 69, '{306}'), (70, 70, '{304,305,5}'),
  (71, 75, '{304}'), (76, 79, '{304,307}'), (80, 82, '{2,304,307}'), (83, 90, '{304,307}')) x(first, last, prefixes)
cross join generate_series(x.first, x.last) i cross join unnest(x.prefixes::text[]) p
on conflict do nothing;

create table risk.goods_transform (
  industry text not null,
  in_key text not null,
  out_key text not null,
  reason text not null,
  primary key (industry, in_key, out_key)
);
comment on table risk.goods_transform is 'Reference: what an industry (2 digits) makes of what, by tax class prefixes; such a difference between purchases and sales is no divergence';
insert into risk.goods_transform values
  ('17', '101', '104', '棉花、蚕茧等加工成纺织品'), ('17', '107', '104', '化学纤维加工成纺织品'), ('18', '104', '104', '面料加工成服装'),
  ('25', '102', '107', '原油、煤炭加工成油品与焦炭'), ('26', '107', '107', '化工原料加工成化学品'), ('26', '102', '107', '煤炭、矿石加工成化学品'),
  ('29', '107', '107', '树脂加工成塑料制品'), ('31', '102', '108', '铁矿石、焦煤冶炼成钢材'), ('32', '102', '108', '有色金属矿冶炼'),
  ('33', '108', '108', '钢材加工成金属制品'), ('34', '108', '109', '金属材料加工成设备'), ('35', '108', '109', '金属材料加工成设备'),
  ('36', '108', '109', '金属材料加工成汽车零部件'), ('38', '108', '109', '铜、钢加工成电气设备');

create table risk.goods_class (
  name text not null,
  prefix text not null,
  primary key (name, prefix)
);
comment on table risk.goods_class is 'Reference: named groups of tax class prefixes that indicators speak of; a default of ours';
insert into risk.goods_class values ('CONSULT', '30406'), ('CONSULT', '30408');

create table risk.rate (
  code text not null,
  valid_from date not null,
  valid_to date,
  value numeric(20,6) not null,
  note text not null,
  primary key (code, valid_from)
);
comment on table risk.rate is 'Reference: rates and amounts of law with their dates';
insert into risk.rate values
  ('VAT_STANDARD', '1994-01-01', '2018-05-01', 0.17, '增值税标准税率'), ('VAT_STANDARD', '2018-05-01', '2019-04-01', 0.16, '增值税标准税率'),
  ('VAT_STANDARD', '2019-04-01', null, 0.13, '增值税标准税率'),
  ('TECH_FEE', '2011-12-01', null, 280, '税控设备年度技术维护费（元），可在应纳税额中抵减'),
  ('FREIGHT_PER_WAYBILL', '2020-01-01', null, 800, '一张运单的估计运费（元），缺省值，由使用机关调整');

create table risk.benchmark (
  id bigint generated always as identity primary key,
  measure text not null check (measure in ('VAT_BURDEN', 'SALES_CHANGE', 'GROSS_MARGIN', 'OUTPUT_PER_KWH')),
  industry text not null default '*',
  province text not null default '*',
  taxpayer_type text not null default '*',
  valid_from date not null,
  valid_to date,
  trough double precision,
  normal double precision,
  peak double precision,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null,
  check (valid_to is null or valid_to > valid_from),
  check (trough is null or peak is null or trough < peak)
);
comment on table risk.benchmark is 'Benchmarks set by people with dates; they go before what the peers of a period give; * = every';

create table risk.peer_value (
  period date not null,
  measure text not null,
  industry text not null,
  province text not null,
  taxpayer_type text not null,
  n int not null,
  p10 double precision not null,
  p25 double precision not null,
  median double precision not null,
  p75 double precision not null,
  p90 double precision not null,
  primary key (period, measure, industry, taxpayer_type, province)
);
comment on table risk.peer_value is 'What peers of a period look like, province empty = the nation; groups below 30 are not kept';

-- white and grey lists and exemptions: proposed by one, approved by another
alter table risk.listing drop constraint listing_kind_check;
alter table risk.listing add constraint listing_kind_check check (kind in ('WHITE', 'GREY', 'EXEMPT'));
alter table risk.listing alter column valid_from drop not null;
alter table risk.listing add column indicators text[] not null default '{}';
alter table risk.listing add column category text;
alter table risk.listing add column owner text;
alter table risk.listing add column state text not null default 'APPROVED' check (state in ('PROPOSED', 'APPROVED', 'REFUSED'));
alter table risk.listing add column approved_by text;
alter table risk.listing add column approved_at timestamptz;
alter table risk.listing add constraint listing_exempt_names check (kind <> 'EXEMPT' or cardinality(indicators) > 0);
alter table risk.listing add constraint listing_four_eyes check (approved_by is null or approved_by <> created_by);
comment on column risk.listing.valid_from is 'Empty until approved: nothing counts before';
comment on column risk.listing.indicators is 'EXEMPT: indicators that have no data for this taxpayer while the entry is valid';
create view risk.v_exemption as
select l.subject_id, i.code, l.valid_from, l.valid_to from risk.listing l cross join unnest(l.indicators) i(code)
where l.kind = 'EXEMPT' and l.state = 'APPROVED' and l.valid_from is not null;

-- Set by people first, the most special entry; else the peers of the newest period known: industry × province × type, else the nation.
create function risk.benchmark_of(wanted text, for_industry text, for_province text, for_type text, at date)
returns table (trough double precision, normal double precision, peak double precision) language sql stable as $$
  select x.trough, x.normal, x.peak from (
    select b.trough, b.normal, b.peak, 1 as rank, (b.industry <> '*')::int * 4 + (b.province <> '*')::int * 2 + (b.taxpayer_type <> '*')::int as special, b.id
    from risk.benchmark b
    where b.measure = wanted and b.industry in ('*', for_industry) and b.province in ('*', for_province) and b.taxpayer_type in ('*', for_type)
      and b.valid_from <= at and (b.valid_to is null or b.valid_to > at)
    union all
    select v.p10, v.median, v.p90, 2, (v.province <> '')::int, 0
    from risk.peer_value v
    where v.measure = wanted and v.industry = for_industry and v.taxpayer_type = for_type and v.province in ('', for_province)
      and v.period = (select max(p.period) from risk.peer_value p where p.measure = wanted and p.period <= at)) x
  order by x.rank, x.special desc, x.id desc limit 1
$$;
grant create on schema indicator to yihu_app;

create table risk.hs_goods (
  hs_prefix text primary key,
  goods_prefix text not null
);
comment on table risk.hs_goods is 'Reference: which tax class prefix the goods of an HS chapter carry on invoices; a default of ours';
insert into risk.hs_goods values
  ('27', '102'), ('28', '107'), ('29', '107'), ('39', '107'), ('40', '107'), ('42', '104'), ('44', '105'), ('48', '106'), ('50', '104'), ('51', '104'),
  ('52', '104'), ('54', '104'), ('55', '104'), ('60', '104'), ('61', '104'), ('62', '104'), ('63', '104'), ('64', '104'), ('69', '108'), ('72', '108'),
  ('73', '108'), ('74', '108'), ('76', '108'), ('84', '109'), ('85', '109'), ('87', '109'), ('90', '109'), ('94', '105'), ('95', '106');

create table risk.hs_sensitive (
  hs_prefix text primary key,
  reason text not null
);
comment on table risk.hs_sensitive is 'Reference: goods that export-refund checks look at more closely; a default of ours, not an official list';
insert into risk.hs_sensitive values
  ('42', '皮革制品'), ('61', '针织服装'), ('62', '梭织服装'), ('64', '鞋靴'), ('8517', '通信设备'), ('8473', '电脑零件'), ('8542', '集成电路'), ('94', '家具灯具');

create table risk.customs_port (
  prefix text primary key,
  province text not null
);
comment on table risk.customs_port is 'Reference: first two digits of a customs code and the province of that customs district';
insert into risk.customs_port values
  ('01','11'),('02','12'),('04','13'),('05','14'),('06','15'),('07','15'),('08','21'),('09','21'),('15','22'),('19','23'),('22','31'),('23','32'),
  ('29','33'),('31','33'),('33','34'),('35','35'),('37','35'),('40','36'),('42','37'),('43','37'),('46','41'),('47','42'),('49','43'),('51','44'),
  ('52','44'),('53','44'),('57','44'),('60','44'),('64','46'),('67','44'),('68','44'),('72','45'),('79','51'),('80','50'),('83','52'),('86','53'),
  ('88','54'),('90','61'),('94','65'),('95','62'),('96','64'),('97','63');

create table risk.province_neighbour (
  province text not null,
  neighbour text not null,
  primary key (province, neighbour)
);
comment on table risk.province_neighbour is 'Reference: provinces that share a border';
insert into risk.province_neighbour
select a, b from (
  select left(p, 2) as a, b from unnest(array['11:12,13','12:11,13','13:11,12,14,15,21,37,41','14:13,15,41,61','15:13,14,21,22,23,61,62,64',
    '21:13,15,22','22:15,21,23','23:15,22','31:32,33','32:31,33,34,37','33:31,32,34,35,36','34:32,33,36,37,41,42','35:33,36,44',
    '36:33,34,35,42,43,44','37:13,32,34,41','41:13,14,34,37,42,61','42:34,36,41,43,50,61','43:36,42,44,45,50,52','44:35,36,43,45,46',
    '45:43,44,52,53','46:44','50:42,43,51,52,61','51:50,52,53,54,61,62,63','52:43,45,50,51,53','53:45,51,52,54','54:51,53,63,65',
    '61:14,15,41,42,50,51,62,64','62:15,51,61,63,64,65','63:51,54,62,65','64:15,61,62','65:54,62,63']) p
  cross join unnest(string_to_array(substr(p, 4), ',')) b) x;
insert into risk.rate values ('FX_USD', '2024-01-01', null, 7.1, '美元折人民币的缺省折算率，由使用机关按月更新'), ('FX_CNY', '1994-01-01', null, 1, '人民币');
