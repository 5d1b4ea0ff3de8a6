package lazuli.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredTest {
  @RegisterExtension static final LazuliExtension LAZULI = LazuliExtension.of("--frozen");

  @Test
  void aFieldHoldsTheServer(Lazuli given) {
    assertEquals(LAZULI.server().arm(), given.arm());
    assertEquals(given.now(), LAZULI.server().now());
  }
}
