// Stands for a polyfill that is not needed.
export {};
