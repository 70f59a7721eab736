/** Pages of grids: list, file, coverage. */
package io.yihu.grid.web;
