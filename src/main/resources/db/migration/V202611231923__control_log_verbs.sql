-- asking for a higher quota is no increase; approving one is
update control.log_verb set pattern = '(增额|提额|增版|增量).*(核准|批准|审批|通过|终审|办结)|quota (increase|raise)' where verb = 'QUOTA_INCREASE';
