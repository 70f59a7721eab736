package io.yihu.indicator.web;

import io.yihu.indicator.RunQueries;
import io.yihu.indicator.RunRow;
import io.yihu.indicator.RunService;
import io.yihu.indicator.RunStepRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs for other systems and scripts. */
@RestController
@RequestMapping("/api/v1/runs")
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.API_CLIENT})
class RunApi {
    private final RunService service;
    private final RunQueries runs;

    /** Body of a start. */
    record Start(LocalDate asOf) {}

    /** A run with its steps. */
    record Answer(RunRow run, List<RunStepRow> steps) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer start(@RequestBody Start start) {
        if (start.asOf() == null) {
            throw Refusal.invalid("indicator.run.badDate", "");
        }
        return one(service.start(start.asOf()));
    }

    @GetMapping("/{id}")
    Answer one(@PathVariable long id) {
        return new Answer(runs.byId(id), runs.steps(id));
    }
}
