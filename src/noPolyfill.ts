// Stands for the polyfill of web streams, which node-fetch looks for only on a Node without streams of its own.
export {};
