/** What audits teach: the pattern of a violation, its receipts by four departments, suggestions and where to look next. */
package io.yihu.task.outcome;
