// Stands for what node-fetch brings along for a Node without streams, blobs and forms of its own; nothing sends a form.
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
