package chat.parley.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TyrusSchedulerTest {
    private static class Base {
        final ScheduledExecutorService managedScheduledExecutorService;

        Base() {
            managedScheduledExecutorService = null;
        }

        ScheduledExecutorService get() throws ReflectiveOperationException {
            return (ScheduledExecutorService)
                    Base.class.getDeclaredField(TyrusScheduler.FIELD).get(this);
        }
    }

    private static final class Container extends Base {}

    private static final class Stranger {}

    @Test
    void install_fieldOfASuperclass_isReplaced() throws Exception {
        try (TyrusScheduler scheduler = new TyrusScheduler()) {
            Container container = new Container();
            assertThat(scheduler.install(container)).isTrue();
            CountDownLatch ran = new CountDownLatch(1);
            container.get().schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void schedule_withoutDelay_isNotScheduled() throws Exception {
        try (TyrusScheduler scheduler = new TyrusScheduler()) {
            Container container = new Container();
            scheduler.install(container);
            assertThat(container.get().schedule(() -> {}, 0, TimeUnit.SECONDS).isDone())
                    .isTrue();
        }
    }

    @Test
    void install_anythingElse_isRefusedWithoutFailing() {
        try (TyrusScheduler scheduler = new TyrusScheduler()) {
            assertThat(scheduler.install(new Stranger())).isFalse();
            assertThat(scheduler.install(null)).isFalse();
        }
    }
}
