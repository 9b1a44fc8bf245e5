declare const brand: unique symbol;

/** `Base` that only its own maker can produce: two brands of one base type do not mix. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
