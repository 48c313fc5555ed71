/** The form that a request carries; `undefined` where it is none, or cannot be read. */
export async function formOf(request: Request): Promise<FormData | undefined> {
  try {
    return await request.formData();
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}
