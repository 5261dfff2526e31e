// Replaces the polyfills that node-fetch includes for old Node versions. The extension sends no forms and no blobs.
const unused = undefined;

export {
  unused as Blob,
  unused as File,
  unused as blobFrom,
  unused as blobFromSync,
  unused as fileFrom,
  unused as fileFromSync,
};
export default globalThis.Blob;
export const FormData = globalThis.FormData;

export function formDataToBlob(): never {
  throw new TypeError('Forms are not sent');
}
