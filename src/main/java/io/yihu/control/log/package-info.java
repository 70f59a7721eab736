/** Operation logs of other systems: feed, meaning of activities, figures by role. */
package io.yihu.control.log;
