/** Pages and JSON of the files. */
package io.yihu.dossier.web;
