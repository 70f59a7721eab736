package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** No answer carries a stack trace; the API speaks problem details, pages speak sentences. */
@YihuIT
class ErrorsIT {
    @Autowired
    MockMvc mvc;

    @Test
    @WithAnonymousUser
    void anUnknownCallerOfTheApiIsToldSo() throws Exception {
        int status = mvc.perform(MockMvcRequestBuilders.get("/api/v1/subjects"))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(status).isEqualTo(401);
    }

    @Test
    @WithAnonymousUser
    void anUnknownVisitorOfAPageIsSentToSignIn() throws Exception {
        var response = mvc.perform(MockMvcRequestBuilders.get("/subject/1"))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getRedirectedUrl()).endsWith("/sign-in");
    }

    @Test
    void everyAnswerCarriesTheStrictHeaders() throws Exception {
        var response = mvc.perform(MockMvcRequestBuilders.get("/platform/yihu.css"))
                .andReturn()
                .getResponse();
        assertThat(response.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeader("X-Frame-Options")).isEqualTo("DENY");
    }
}
