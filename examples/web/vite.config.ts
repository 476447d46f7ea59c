import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  plugins: [react()],
  // Relative paths: the pages work under any address.
  base: "./",
  server: { fs: { allow: [at("../.."), at("node_modules")] } },
  build: {
    target: "es2022",
    rollupOptions: { input: { resident: at("index.html"), service: at("service.html") } },
  },
});
