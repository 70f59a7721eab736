package io.yihu.taxpayer;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The head of a taxpayer's file; office fields are null for an external subject. */
public record SubjectHead(
        long id,
        String name,
        String taxId,
        String uscc,
        boolean external,
        boolean active,
        String status,
        Long officeId,
        String officeName,
        String taxpayerType,
        String subjectKind,
        String registrationType,
        String industryCode,
        String industryName,
        String divisionCode,
        String address,
        LocalDate registerDate,
        LocalDate openDate,
        LocalDate closeDate,
        BigDecimal capital,
        BigDecimal paidInCapital,
        Long employees,
        String businessScope,
        String phone,
        String email,
        String taxSourceClass,
        String mainRegSerial) {}
