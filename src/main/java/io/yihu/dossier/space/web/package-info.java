/** Pages and JSON of the space dimension. */
package io.yihu.dossier.space.web;
