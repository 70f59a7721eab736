/** Pages of sign-in, the own account, offices, officers, accounts and rights. */
package io.yihu.organization.web;
