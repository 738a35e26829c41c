package io.parley.registration;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads settings in the spelling of the Azure portal, ignoring case. Errors name the environment variable. */
public final class RegistrationConverters {

    private RegistrationConverters() {}

    /** Reads {@code MICROSOFT_APP_TYPE}. */
    public static final class ToAppType implements Converter<AppType> {
        @Override
        public AppType convert(String value) {
            return switch (plain(value)) {
                case "multitenant" -> AppType.MULTI_TENANT;
                case "singletenant" -> AppType.SINGLE_TENANT;
                case "userassignedmsi" -> AppType.USER_ASSIGNED_MSI;
                default ->
                    throw new IllegalArgumentException(
                            "MICROSOFT_APP_TYPE must be SingleTenant, MultiTenant or UserAssignedMSI.");
            };
        }
    }

    /** Reads {@code PARLEY_CLOUD}. */
    public static final class ToCloud implements Converter<Cloud> {
        @Override
        public Cloud convert(String value) {
            return switch (plain(value)) {
                case "public" -> Cloud.PUBLIC;
                case "usgovernment" -> Cloud.US_GOVERNMENT;
                case "china" -> Cloud.CHINA;
                default -> throw new IllegalArgumentException("PARLEY_CLOUD must be public, us-government or china.");
            };
        }
    }

    private static String plain(String value) {
        return value.trim().replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
