import type { Form } from './form.ts';

/** Every modal that does something. */
export const forms: readonly Form[] = [];
