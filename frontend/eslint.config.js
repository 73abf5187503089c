import js from "@eslint/js";
import typescript from "typescript-eslint";

export default typescript.config(
  // What the tests are built into.
  { ignores: [".test"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A listener may take its time; each sees to its own errors.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // A listener in one line: what it calls returns nothing.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A number says what it says.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // node:test awaits its tests itself.
      "@typescript-eslint/no-floating-promises": "off",
    },
  },
);
