/** Heat map, units behind a cell and definitions; the same as JSON, CSV and xlsx. */
package io.yihu.performance.web;
