package io.yihu;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the one deployable application. */
@SpringBootApplication
public class YihuApplication {
    public static void main(String[] args) {
        SpringApplication.run(YihuApplication.class, args);
    }
}
