"""EcoAccord: documents of environmental agencies as a knowledge graph with evidence."""
