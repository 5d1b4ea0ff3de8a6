package lazuli.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class have a whole Azure: parameters of the types {@link Lazuli} and {@link BatchAccount}
 * are given, the latter anew to each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LazuliExtension.class)
public @interface WithLazuli {
  /** Options of {@code lazuli start}. */
  String[] value() default {"--time-scale", "1000"};
}
