package chat.parley.android.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Calls what the oldest phone lacks, after asking for the phone's version: the build's check passes it over. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface NewerPhones {}
