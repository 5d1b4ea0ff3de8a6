package lazuli.junit;

/** A refusal of the server, or a server that does not start. */
public final class LazuliException extends RuntimeException {
  private final int status;
  private final String code;

  LazuliException(String message) {
    this(message, 0, "");
  }

  LazuliException(String message, int status, String code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Of the answer; 0 where there was none. */
  public int status() {
    return status;
  }

  /** As Azure names errors. */
  public String code() {
    return code;
  }
}
