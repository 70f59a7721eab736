package io.yihu.platform;

/** Names of the roles, as authorities carry them; who holds them is organization's business. */
public final class Roles {
    public static final String OFFICER = "OFFICER";
    public static final String SUPERVISOR = "SUPERVISOR";
    public static final String GRID_ADMIN = "GRID_ADMIN";
    public static final String MODEL_ADMIN = "MODEL_ADMIN";
    public static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";
    public static final String SECURITY_ADMIN = "SECURITY_ADMIN";
    public static final String AUDIT_ADMIN = "AUDIT_ADMIN";
    /** Another system that calls the API with a key. */
    public static final String API_CLIENT = "API_CLIENT";

    private Roles() {}
}
