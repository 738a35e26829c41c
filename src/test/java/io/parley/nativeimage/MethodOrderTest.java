package io.parley.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MethodOrderTest {

    private final MethodOrder order =
            new MethodOrder(List.of("# In turns:", "Turn_run", "List", "# Only in the start:", "Main_main"));

    @Test
    void putsListedMethodsFirst() {
        assertThat(sorted("Error_print_a1", "Main_main_b2", "List_c3", "Turn_run_d4"))
                .containsExactly("Turn_run_d4", "List_c3", "Main_main_b2", "Error_print_a1");
    }

    @Test
    void knowsAMethodWithAnotherSignature() {
        assertThat(sorted("Error_print_a1", "Turn_run_e5", "Turn_run_d4"))
                .containsExactly("Turn_run_e5", "Turn_run_d4", "Error_print_a1");
    }

    @Test
    void leavesOthersInTheirOrder() {
        assertThat(sorted("Other_b_1", "Other_a_2", "plain")).containsExactly("Other_b_1", "Other_a_2", "plain");
    }

    @Test
    void takesNoCommentForAMethod() {
        assertThat(sorted("Other_b_1", "# In turns:_2")).containsExactly("Other_b_1", "# In turns:_2");
    }

    @Test
    void countsTheListedNamesThatExist() {
        assertThat(order.found(List.of("Turn_run_1", "Turn_run_2", "List_3", "Other_b_4")))
                .isEqualTo(2 / 3.0);
    }

    private List<String> sorted(String... methods) {
        return order.sorted(List.of(methods), UnaryOperator.identity());
    }
}
