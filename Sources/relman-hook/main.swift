print("relman-hook")
