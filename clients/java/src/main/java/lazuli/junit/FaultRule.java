package lazuli.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Where something goes wrong, how often, and what it is: see docs/failures.md. Where: calls, by {@link
 * #operationId} or {@link #service}; operations, by {@link #kind}; calls of a driver, by {@link #port}. What: an
 * error, a delay, or a lost connection. What cannot be is refused by the server, which names the member.
 */
public final class FaultRule {
  final Map<String, Object> members = new HashMap<>();

  /** Calls: the contract's name, {@code Pool_Add} or {@code ManagedClusters_Get}. */
  public FaultRule operationId(String name) {
    return with("operationId", name);
  }

  /** Calls: {@code batch}, {@code containerservice}, {@code scvmm}, {@code arm}. */
  public FaultRule service(String name) {
    return with("service", name);
  }

  /** Operations: {@code ManagedClusters_Create}, say. */
  public FaultRule kind(String kind) {
    return with("kind", kind);
  }

  /** Operations: the step; without: the first. */
  public FaultRule step(String step) {
    return with("step", step);
  }

  /** Drivers: {@code hypervisor.deleteCheckpoint}, {@code nodes.request}. */
  public FaultRule port(String port) {
    return with("port", port);
  }

  /** Only this resource and what is in it: an id, or the path of a call to Batch. */
  public FaultRule resource(String id) {
    return with("resource", id);
  }

  /** Calls: only of this application's id or user's name. */
  public FaultRule caller(String caller) {
    return with("caller", caller);
  }

  /** Only the n-th time that the above fits, from 1. */
  public FaultRule nth(int nth) {
    return with("nth", nth);
  }

  /** Only such a share of the times, more than 0 and at most 1: the same seed draws the same. */
  public FaultRule share(double share, int seed) {
    return with("share", share).with("seed", seed);
  }

  /** How many times at most. */
  public FaultRule times(int times) {
    return with("times", times);
  }

  /** When it ends by itself, by the server's clock. */
  public FaultRule expiresAt(Instant moment) {
    return with("expiresAt", moment.toString());
  }

  /** What it fails with. */
  public FaultRule error(String code, String message) {
    return with("error", Map.of("code", code, "message", message));
  }

  /** Calls: the status of the refusal, from 400 to 599. */
  public FaultRule status(int status) {
    return with("status", status);
  }

  /** Calls: what the refusal tells to wait, in whole seconds. */
  public FaultRule retryAfter(Duration wait) {
    return with("retryAfter", wait.toSeconds());
  }

  /** Calls and drivers: real time that passes before all else, ten minutes at most. */
  public FaultRule delay(Duration delay) {
    return with("delayMs", delay.toMillis());
  }

  /** Calls and drivers: the connection is lost {@code before} or {@code after} the work was done. */
  public FaultRule drop(String moment) {
    return with("drop", moment);
  }

  private FaultRule with(String member, Object value) {
    members.put(member, value);
    return this;
  }
}
