-- A tax id as it is compared: no spaces, half width, upper case.
create function taxpayer.norm_tax_id(t text) returns text language sql immutable parallel safe as $$
  select nullif(case when octet_length(t) = char_length(t) then upper(replace(t, ' ', '') collate "C")
    else upper(translate(t, '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ　 ',
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ') collate "C") end, '')
$$;

-- Deterministic 64-bit digest; io.yihu.taxpayer.PartyId computes the same in Java.
create function taxpayer.party_id(tax_id text) returns bigint language sql immutable parallel safe as $$
  select ('x' || left(md5(taxpayer.norm_tax_id(tax_id)), 16))::bit(64)::bigint
$$;

-- Half-width brackets, no spaces, upper case.
create function taxpayer.norm_name(t text) returns text language sql immutable parallel safe as $$
  select nullif(upper(translate(t, '（）　 ．，－＆', '()  .,-&')), '')
$$;

-- Two-character pieces for the GIN index that answers two-character Chinese terms.
create function taxpayer.bigrams(t text) returns text[] language sql immutable parallel safe as $$
  select case when length(t) < 2 then array[t]
    else array(select distinct substr(t, i, 2) from generate_series(1, length(t) - 1) i) end
$$;

create table taxpayer.status_code (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  active boolean not null
);
comment on table taxpayer.status_code is 'Reference: status of a registration; active ones are managed by an office';
insert into taxpayer.status_code values
  ('01', '受理', 'Accepted', true), ('02', '筹建期', 'Preparing', true), ('03', '正常', 'Normal', true),
  ('04', '停业', 'Suspended', true), ('05', '非正常', 'Abnormal', true), ('06', '清算', 'Liquidation', true),
  ('07', '注销', 'Cancelled', false), ('08', '非正常户注销', 'Abnormal, cancelled', false),
  ('09', '报验', 'Cross-region filing', true), ('10', '核销报验', 'Cross-region filing closed', false),
  ('11', '中断缴费', 'Contribution interrupted', true), ('12', '恢复缴费', 'Contribution resumed', true),
  ('13', '简易注销无异议', 'Simple cancellation', false), ('99', '其他', 'Other', false);

create table taxpayer.subject (
  id bigint generated always as identity primary key,
  name text not null,
  name_norm text,
  initials text,
  tax_id text not null,
  uscc text,
  office_id bigint,
  external boolean not null,
  status text,
  taxpayer_type text,
  subject_kind text,
  registration_type text,
  industry_code text,
  division_code text,
  address text,
  address_norm text,
  business_division_code text,
  register_date date,
  open_date date,
  close_date date,
  capital numeric(20,2),
  paid_in_capital numeric(20,2),
  employees bigint,
  business_scope text,
  phone text,
  email text,
  tax_source_class text,
  main_reg_serial text,
  source text,
  batch_id bigint,
  line_no bigint
);
comment on table taxpayer.subject is 'The golden record: one taxpayer; external ones are known from invoices only, have no office and are never a target';
create index subject_office on taxpayer.subject (office_id) where not external;
create index subject_tax_id on taxpayer.subject (tax_id text_pattern_ops);
create index subject_uscc on taxpayer.subject (uscc text_pattern_ops) where uscc is not null;
create index subject_initials on taxpayer.subject (initials text_pattern_ops) where initials is not null;
create index subject_name on taxpayer.subject using gin (taxpayer.bigrams(name_norm)) with (fastupdate = off);
create index subject_address on taxpayer.subject (address_norm) where not external;

create table taxpayer.party (
  id bigint primary key,
  tax_id text not null,
  subject_id bigint not null,
  external boolean not null
);
comment on table taxpayer.party is 'What an invoice hangs on: a tax id, known by a digest that every node computes alike';
create index party_subject_id on taxpayer.party (subject_id);

create table taxpayer.party_subject (
  party_id bigint not null,
  valid_from date not null default date '1900-01-01',
  subject_id bigint not null,
  valid_to date,
  rule text not null,
  score numeric(4,3) not null,
  evidence jsonb not null default '{}',
  decided_by text not null,
  primary key (party_id, valid_from)
);
comment on table taxpayer.party_subject is 'Dated links; merging and splitting add rows and end rows, never remove one';
create index party_subject_subject on taxpayer.party_subject (subject_id);

create table taxpayer.registration (
  reg_serial text primary key,
  party_id bigint not null,
  tax_id text not null,
  uscc text,
  legacy_tax_id text,
  org_code text,
  name text not null,
  name_norm text,
  subject_kind text,
  registration_type text,
  status text,
  taxpayer_type text,
  industry_code text,
  division_code text,
  address text,
  address_norm text,
  business_division_code text,
  business_address text,
  office_code text,
  office_id bigint,
  register_date date,
  open_date date,
  close_date date,
  capital numeric(20,2),
  paid_in_capital numeric(20,2),
  employees bigint,
  business_scope text,
  phone text,
  email text,
  tax_source_class text,
  notes text[] not null default '{}',
  source text not null,
  batch_id bigint not null,
  line_no bigint not null
);
comment on column taxpayer.registration.notes is 'Flags of identifier checks: USCC_CHECK, ORG_CHECK, USCC_FORM, TAX_ID_FORM';
create index registration_party on taxpayer.registration (party_id);
create index registration_org_code on taxpayer.registration (org_code) where org_code is not null;
create index registration_notes on taxpayer.registration (reg_serial) where notes <> '{}';

create table taxpayer.salt (
  one boolean primary key default true check (one),
  value text not null
);
comment on table taxpayer.salt is 'Reference: secret of this installation mixed into digests of id numbers, see decision 0010';
insert into taxpayer.salt (value) values (gen_random_uuid()::text || gen_random_uuid()::text);

create table taxpayer.person (
  id bigint generated always as identity primary key,
  person_no text not null unique,
  id_type text,
  id_hash text,
  id_masked text,
  name text not null,
  birth date,
  sex text,
  phone_hash text,
  phone_masked text,
  death_flag boolean,
  capability_flag text,
  credit_score bigint,
  notes text[] not null default '{}',
  source text not null,
  batch_id bigint not null,
  line_no bigint not null
);
create index person_id_hash on taxpayer.person (id_hash) where id_hash is not null;
create index person_name on taxpayer.person using gin (taxpayer.bigrams(name)) with (fastupdate = off);

create table taxpayer.person_role (
  id bigint generated always as identity primary key,
  reg_serial text not null,
  person_id bigint not null,
  party_id bigint not null,
  role text not null,
  valid_from date,
  valid_to date,
  share_pct numeric(12,6),
  source text not null,
  batch_id bigint not null,
  line_no bigint not null
);
create unique index person_role_key on taxpayer.person_role (reg_serial, person_id, role, coalesce(valid_from, date '0001-01-01'));
create index person_role_person on taxpayer.person_role (person_id);
create index person_role_party on taxpayer.person_role (party_id);

create table taxpayer.change (
  id bigint generated always as identity primary key,
  reg_serial text not null,
  party_id bigint not null,
  item text not null,
  old_value text,
  new_value text,
  change_date date not null,
  person_id bigint,
  source text not null,
  batch_id bigint not null,
  line_no bigint not null
);
create unique index change_key on taxpayer.change (reg_serial, item, change_date, coalesce(new_value, ''));
create index change_party on taxpayer.change (party_id, change_date);

create table taxpayer.label (
  subject_id bigint not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  value text,
  reason text,
  set_by text not null,
  set_at timestamptz not null,
  primary key (subject_id, code, valid_from)
);
create index label_code on taxpayer.label (code) where valid_to is null;

-- GB 32100: weight of each of the 17 places, 31 symbols.
create function taxpayer.uscc_check(code text) returns text language sql immutable parallel safe as $$
  select substr('0123456789ABCDEFGHJKLMNPQRTUWXY', (31 - sum((strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, i, 1)) - 1)
      * (array[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28])[i])::int % 31) % 31 + 1, 1)
  from generate_series(1, 17) i
$$;

-- GB 11714: check character of an organisation code of 8 places.
create function taxpayer.org_check(code text) returns text language sql immutable parallel safe as $$
  select substr('0X987654321', (sum((strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(code, i, 1)) - 1)
      * (array[3,7,9,10,5,8,4,2])[i]) % 11)::int + 1, 1)
  from generate_series(1, 8) i
$$;

-- Organisation code out of a credit code or a 15-digit legacy number.
create function taxpayer.org_code(uscc text, tax_id text, legacy text) returns text language sql immutable parallel safe as $$
  select coalesce(
    (select substr(taxpayer.norm_tax_id(t), 9, 9) from unnest(array[uscc, tax_id]) t where length(taxpayer.norm_tax_id(t)) = 18
      and taxpayer.norm_tax_id(t) ~ '^[159Y]' limit 1),
    (select substr(taxpayer.norm_tax_id(t), 7, 9) from unnest(array[tax_id, legacy]) t where length(taxpayer.norm_tax_id(t)) = 15 limit 1))
$$;

-- What the identifier checks found; a wrong check digit is flagged, not fatal.
create function taxpayer.id_notes(uscc text, tax_id text) returns text[] language sql immutable parallel safe as $$
  select array_remove(array[
    case when c is not null and c !~ '^[0-9A-HJ-NPQRTUWXY]{18}$' then 'USCC_FORM' end,
    case when c ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' and taxpayer.uscc_check(c) <> right(c, 1) then 'USCC_CHECK' end,
    case when c ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' and taxpayer.org_check(substr(c, 9, 8)) <> substr(c, 17, 1) then 'ORG_CHECK' end,
    case when length(t) not in (15, 17, 18, 20) then 'TAX_ID_FORM' end], null)
  from (select coalesce(taxpayer.norm_tax_id(uscc), case when taxpayer.norm_tax_id(tax_id) ~ '^[159Y].{17}$' then taxpayer.norm_tax_id(tax_id) end) as c,
    taxpayer.norm_tax_id(tax_id) as t) x
$$;

-- GB 11643: a 15-digit number of the old kind as 18 digits; anything else normalised only.
create function taxpayer.id_number_18(t text) returns text language sql immutable parallel safe as $$
  select case when n ~ '^\d{15}$' then (
      select left(n, 6) || '19' || substr(n, 7) || substr('10X98765432', (sum(substr(left(n, 6) || '19' || substr(n, 7), i, 1)::int
        * (array[7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2])[i]) % 11)::int + 1, 1) from generate_series(1, 17) i)
    else n end
  from (select taxpayer.norm_tax_id(t) as n) x
$$;

-- plpgsql keeps its plans: a register of persons is checked in one statement.
create function taxpayer.id_number_notes(t text) returns text[] language plpgsql immutable parallel safe as $$
declare
  n text := taxpayer.id_number_18(t);
  weights int[] := array[7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2];
  total int := 0;
begin
  if n is null then
    return '{}';
  elsif n !~ '^\d{17}[\dX]$' then
    return array['ID_FORM'];
  end if;
  for i in 1..17 loop
    total := total + (ascii(substr(n, i, 1)) - 48) * weights[i];
  end loop;
  return case when substr('10X98765432', total % 11 + 1, 1) <> right(n, 1) then array['ID_CHECK'] else '{}'::text[] end;
end $$;

-- Digest of an id number (equal numbers stay recognisable), and what a screen may show of it.
create function taxpayer.secret_digest(t text) returns text language sql stable parallel safe as $$
  select encode(sha256(convert_to((select value from taxpayer.salt) || ':' || t, 'UTF8')), 'hex') where t is not null
$$;
create function taxpayer.masked(t text) returns text language sql immutable parallel safe as $$
  select case when length(t) >= 11 then left(t, 3) || repeat('*', length(t) - 7) || right(t, 4)
    when t is not null then left(t, 1) || repeat('*', greatest(length(t) - 1, 0)) end
$$;

-- The application does not own these tables; planner statistics are brought up through the owner.
create function taxpayer.refresh_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze taxpayer.subject, taxpayer.party, taxpayer.registration, taxpayer.person, taxpayer.person_role, taxpayer.change;
end $$;

-- County code that a tax id carries, where it carries one.
create function taxpayer.division_of(tax_id text) returns text language sql immutable parallel safe as $$
  select case length(tax_id)
    when 18 then case when left(tax_id, 1) in ('1', '5', '9', 'Y', 'y') and substr(tax_id, 3, 6) collate "C" between '110000' and '829999' then substr(tax_id, 3, 6) end
    when 15 then case when left(tax_id, 6) collate "C" between '110000' and '829999' then left(tax_id, 6) end end
$$;

create function taxpayer.refresh_party_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze taxpayer.party (id, subject_id);
end $$;
