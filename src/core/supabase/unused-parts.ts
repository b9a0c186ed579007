/**
 * Stands in, in bundles, for the parts of supabase-js that nothing here uses: functions, realtime, storage. Its client makes one of
 * each, so they cannot be left out. A name that it asks for and does not find here fails the build.
 */
export class RealtimeClient {
  setAuth(): void {}
}
export class FunctionsClient {}
export class FunctionsError extends Error {}
export class FunctionsFetchError extends FunctionsError {}
export class FunctionsHttpError extends FunctionsError {}
export class FunctionsRelayError extends FunctionsError {}
export const FunctionRegion = {}
export class StorageClient {}
export class StorageApiError extends Error {}
