/** What audits teach: the pattern of a violation, its receipts by four departments, suggestions and where to look next. */
@org.springframework.modulith.NamedInterface("outcome")
package io.yihu.task.outcome;
