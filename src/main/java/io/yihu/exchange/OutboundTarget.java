package io.yihu.exchange;

/**
 * A system messages may go to, declared as a bean by the module that sends them; where it lies is set on the page.
 *
 * @param code upper case, such as {@code DIGITAL_HR}
 * @param titleKey message key of its name
 * @param protocol which {@link OutboundAdapter} speaks to it; {@code HTTP} is built in
 */
public record OutboundTarget(String code, String titleKey, String protocol) {}
