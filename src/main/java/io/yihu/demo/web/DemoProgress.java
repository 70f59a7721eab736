package io.yihu.demo.web;

import jakarta.annotation.security.PermitAll;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The progress banner alone, asked for by a page that shows one; says nothing about taxpayers. */
@Controller
@PermitAll
class DemoProgress {
    @GetMapping("/demo/progress")
    String show() {
        return "platform/parts :: seeding";
    }
}
