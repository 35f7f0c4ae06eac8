package io.tributary.runtime.authorizations;

/** How far a consent is: {@code Asked → Given | Declined}. */
sealed interface ConsentState {

  /** The person is at the provider. */
  record Asked() implements ConsentState {}

  /**
   * The provider sent a code.
   *
   * @param confirmation hash of what the person reads on our page
   */
  record Given(String confirmation) implements ConsentState {}

  /** The provider sent somebody back without one. */
  record Declined(String error) implements ConsentState {}
}
