@rem Stands in for the `code` of a desktop on Windows, which starts no .mjs file by itself.
@"%~dp0..\..\node_modules\node\bin\node.exe" "%~dp0code.mjs" %*
