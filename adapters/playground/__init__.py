"""The playground: a local chat workspace in the browser, a platform like the others."""
