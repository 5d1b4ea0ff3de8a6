package lazuli.junit;

import java.util.List;

/** What a seed came to: how much was made, how much was there already, and each of it. */
public record Seeded(int created, int present, List<Item> items) {
  /** {@code path}: {@code jobs[0].tasks[2]}; {@code outcome}: created or present. */
  public record Item(String path, String id, String outcome) {}
}
