/** Asking for exports and fetching them. */
package io.yihu.dossier.export.web;
