package io.parley.credentials;

/** Says what to do about error codes of Entra that a wrong registration or setting causes. */
final class EntraAdvice {

    private EntraAdvice() {}

    /** Returns the end of one sentence and the advice; empty for a code that no setting causes. */
    static String of(String code) {
        return switch (code) {
            case "AADSTS7000215" ->
                ". Set MICROSOFT_APP_PASSWORD to the value of one of the application's secrets, not to the secret's id.";
            case "AADSTS7000222" ->
                ". The client secret has expired: create a new one and set MICROSOFT_APP_PASSWORD to it.";
            case "AADSTS700016" ->
                ". That tenant does not know the application: check MICROSOFT_APP_ID, MICROSOFT_APP_TYPE and"
                        + " MICROSOFT_APP_TENANT_ID.";
            case "AADSTS90002", "AADSTS900023" ->
                ". There is no such tenant: check MICROSOFT_APP_TENANT_ID, AZURE_TENANT_ID and PARLEY_CLOUD.";
            case "AADSTS700027" ->
                ". Add the certificate of PARLEY_CREDENTIALS_CERTIFICATE to the application's certificates.";
            case "AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS700213" ->
                ". No federated credential of the application matches: its issuer, subject and audience must be those"
                        + " of the identity or service account that it trusts.";
            case "AADSTS500011" ->
                ". That tenant does not know the resource: check MICROSOFT_APP_TENANT_ID, PARLEY_CHAT_RESOURCE and"
                        + " PARLEY_CLOUD.";
            default -> "";
        };
    }
}
