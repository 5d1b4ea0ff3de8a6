package lazuli.junit;

/**
 * A Batch account with a resource group and a subscription of its own. {@code key} is the primary one,
 * in base64.
 */
public record BatchAccount(
    String name, String subscriptionId, String resourceGroup, String endpoint, String key) {}
