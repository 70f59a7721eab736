package io.yihu.task;

import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.flowable.engine.RepositoryService;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Deploys the process files at start, only those that changed; running processes stay on their version. */
@Component
@RequiredArgsConstructor
class ProcessDeployment implements InitializingBean {
    private final RepositoryService repository;

    @Override
    public void afterPropertiesSet() throws IOException {
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:processes/*.bpmn20.xml")) {
            repository
                    .createDeployment()
                    .name(file.getFilename())
                    .addInputStream(file.getFilename(), file.getInputStream())
                    .enableDuplicateFiltering()
                    .deploy();
        }
    }
}
