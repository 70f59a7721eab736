/** Batches that a level issues to those below: accepted, split and passed on level by level, never dropped, counted alike everywhere. */
@org.springframework.modulith.NamedInterface("directive")
package io.yihu.task.directive;
