/** The invented world: offices, officers, firms, persons, invoices and the truth about them, written as canonical feed files. */
package io.yihu.demo.world;
