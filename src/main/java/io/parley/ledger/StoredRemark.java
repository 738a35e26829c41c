package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.conversation.Remark;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A message of history in the form that Redis holds: a {@link Remark}, and the id of the activity that contained it.
 *
 * @param activity absent if it is not known
 */
@RegisterForReflection
record StoredRemark(
        Remark.Role role,
        String content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String activity) {}
