/** Pages of officers about messages, and the page a taxpayer opens on a phone. */
package io.yihu.guidance.web;
