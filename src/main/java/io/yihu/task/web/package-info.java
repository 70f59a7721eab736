/** Pages and JSON of matters and tasks: inbox, file, approvals, dispatch, list. */
package io.yihu.task.web;
