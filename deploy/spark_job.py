"""For `spark-submit`: all arguments are those of `kg`, such as `load PATH --spark ...`."""

from kg.cli import main

main()
