-- The ranking by expected yield may be taken out like other lists.
alter table dossier.export drop constraint export_kind_check;
alter table dossier.export add constraint export_kind_check
  check (kind in ('FILE_PDF', 'FILE_XLSX', 'PERSON', 'OFFICE', 'STAFF', 'SUBJECTS', 'FINDINGS', 'RANKING'));
